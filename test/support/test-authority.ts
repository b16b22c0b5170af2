import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { toolPath } from './requirements';

/** Files in PEM of a certificate authority that lives as long as a test, and of a server it vouches for. */
export interface TestAuthority {
  readonly authorityFile: string;
  readonly keyFile: string;
  /** Of the server as `localhost`. */
  readonly certificateFile: string;
  /** Of the same server under a name it is not reached by. */
  readonly otherCertificateFile: string;
}

/** Node makes no certificates; the library does that moto itself signs with. */
const program = `
import datetime, ipaddress, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

folder = sys.argv[1]
now = datetime.datetime.now(datetime.timezone.utc)
named = lambda text: x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

def certificate(subject, key, issuer, issuer_key, extension):
    builder = x509.CertificateBuilder().subject_name(named(subject)).issuer_name(named(issuer))
    builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - datetime.timedelta(hours=1)).not_valid_after(now + datetime.timedelta(days=1))
    return builder.add_extension(extension, critical=True).sign(issuer_key, hashes.SHA256())

def write(name, data):
    open(folder + "/" + name, "wb").write(data)

pem = serialization.Encoding.PEM
authority_key = ec.generate_private_key(ec.SECP256R1())
server_key = ec.generate_private_key(ec.SECP256R1())
authority = certificate("test authority", authority_key, "test authority", authority_key, x509.BasicConstraints(ca=True, path_length=0))
write("authority.pem", authority.public_bytes(pem))
for host in ["localhost", "elsewhere.test"]:
    names = x509.SubjectAlternativeName([x509.DNSName(host)])
    write(host + ".pem", certificate(host, server_key, "test authority", authority_key, names).public_bytes(pem))
write("server.key", server_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
`;

/** Makes an authority and what it has signed in a folder; needs the tool `moto`. */
export function makeTestAuthority(folder: string): TestAuthority {
  execFileSync(join(dirname(toolPath('moto')), 'python'), ['-c', program, folder]);
  return {
    authorityFile: join(folder, 'authority.pem'),
    keyFile: join(folder, 'server.key'),
    certificateFile: join(folder, 'localhost.pem'),
    otherCertificateFile: join(folder, 'elsewhere.test.pem'),
  };
}
