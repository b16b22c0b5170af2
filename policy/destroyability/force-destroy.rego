# METADATA
# title: What has contents is destroyed with its contents
# description: |
#   A bucket, a vault, a zone or a repository that is not empty cannot be deleted unless force_destroy, force_delete or
#   the like allows it, and none of these is the default. A destroy reads them from the state, so a resource that is to be
#   deleted or replaced is judged by its values before the change.
# related_resources:
#   - https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html
# custom:
#   severity: high
#   message: "{attribute} is {value} and must be {required}: {effect}"
#   remediation: Set the attribute to the required value and apply that before the resource is removed.
#   example: |
#     new S3Bucket(this, 'exports', { bucket: `exports-${environment.suffix}`, forceDestroy: true });
#   controls:
#     - PCI DSS 4.0.1 3.2.1
#     - PCI DSS 4.0.1 6.5.1
#   stages: [synth, plan, state]
#   attributes: tables.destroyability.force_destroy
package rules.destroyability["force-destroy"]

import data.lib.destroy

findings := destroy.findings(data.tables.destroyability.force_destroy)
