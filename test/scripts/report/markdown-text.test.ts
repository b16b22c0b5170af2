import MarkdownIt from 'markdown-it';
import { fenced, inlineCode, prose, tableCell } from '../../../scripts/report/markdown-text';

const markdown = new MarkdownIt({ html: true, linkify: true });

describe('prose', () => {
  it.each([
    { what: 'a mention', text: 'ask @octocat', shown: 'ask @\u200boctocat' },
    { what: 'a tag', text: '<img src=x onerror=alert(1)>', shown: '&lt;img src=x onerror=alert(1)&gt;' },
    { what: 'an entity', text: '&lt;b&gt; &#64;octocat', shown: '&amp;lt;b&amp;gt; &amp;#\u200b64;octocat' },
    { what: 'a link', text: '[a](https://b.example)', shown: '[a](https:\u200b//b.example)' },
    { what: 'a bare host', text: 'www.b.example', shown: 'www\u200b.b.example' },
    { what: 'an issue', text: 'see #12 and GH-7', shown: 'see #\u200b12 and GH-\u200b7' },
    { what: 'emphasis', text: '**a** _b_ ~~c~~ snake_case s3:*', shown: '**a** _b_ ~~c~~ snake_case s3:*' },
    { what: 'a heading', text: '# a', shown: '# a' },
    { what: 'a list', text: '- a', shown: '- a' },
    { what: 'a numbered list', text: '1. a', shown: '1. a' },
    { what: 'a bidi override', text: 'a\u202eb', shown: 'a\\u{202e}b' },
    { what: 'several lines', text: 'a\n\n# b', shown: 'a\\n\\n# b' },
    { what: 'half a character', text: 'a\ud800b', shown: 'a\\u{d800}b' },
  ])('shows $what as the text it is', ({ text, shown }) => {
    expect(markdown.render(prose(text))).toBe(`<p>${shown}</p>\n`);
  });

  it('shows interpolations as code, side by side too', () => {
    expect(markdown.render(prose('ends with ${a.b}${c.d} or `x`'))).toBe(
      '<p>ends with <code>${a.b}${c.d}</code> or `x`</p>\n',
    );
  });
});

describe('inlineCode', () => {
  it.each(['a', '`', '``', 'a`b``c', ' ', ' a ', '@octocat', '</code>', '*', '|', '\\', '`a'])(
    'keeps %j',
    (text) => {
      const html = markdown.renderInline(`x ${inlineCode(text)} y`);
      const code = /^x <code>([^]*)<\/code> y$/.exec(html)?.[1];
      expect(code?.replaceAll('&lt;', '<').replaceAll('&gt;', '>').trim()).toBe(text.trim());
    },
  );

  it('stays in its cell of a table', () => {
    const html = markdown.render(`| a | b |\n| - | - |\n| ${tableCell(inlineCode('x|y\\|z'))} | end |\n`);
    expect(html).toContain('<td>end</td>');
  });
});

describe('fenced', () => {
  it('has a fence longer than any run of backticks inside', () => {
    const html = markdown.render(fenced(['````', '</details>', 'a\nb'], 'diff'));
    expect(html).toBe('<pre><code class="language-diff">````\n&lt;/details&gt;\na\\nb\n</code></pre>\n');
  });
});
