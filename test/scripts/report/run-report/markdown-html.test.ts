import { markdownAsHtml } from '../../../../scripts/report/run-report/markdown-html';

describe('markdownAsHtml', () => {
  it.each([
    { source: '<script>alert(1)</script>', html: '&lt;script&gt;alert(1)&lt;/script&gt;' },
    { source: 'a <img src=x onerror=alert(1)> b', html: '<p>a &lt;img src=x onerror=alert(1)&gt; b</p>\n' },
    { source: '<details open onclick=x><summary>a', html: '&lt;details open onclick=x&gt;<summary>a' },
    { source: '<details/onclick=x>', html: '<p>&lt;details/onclick=x&gt;</p>\n' },
    { source: '[a](javascript:alert)', html: '<p>[a](javascript:alert)</p>\n' },
    { source: '![a](https://b.example/c.png)', html: '<p>!<a href="https://b.example/c.png">a</a></p>\n' },
    { source: '<!-- hidden -->\ntext', html: '\n<p>text</p>\n' },
    { source: '<!-- a --><b>', html: '<b>' },
    { source: '<!-- <script> -- >', html: '&lt;!-- &lt;script&gt; -- &gt;' },
    { source: '<style>*{}</style>', html: '&lt;style&gt;*{}&lt;/style&gt;' },
    { source: '<?php x ?>', html: '&lt;?php x ?&gt;' },
    { source: '<![CDATA[<b onclick=x>]]>', html: '&lt;![CDATA[&lt;b onclick=x&gt;]]&gt;' },
  ])('shows $source harmlessly', ({ source, html }) => {
    expect(markdownAsHtml(source)).toBe(html);
  });

  it('keeps what reviews are made of', () => {
    expect(
      markdownAsHtml(
        '<details><summary><b>a</b> <code>b&lt;c</code></summary>\n\n```diff\n- <x>\n+ y\n```\n\n</details>',
      ),
    ).toBe(
      '<details><summary><b>a</b> <code>b&lt;c</code></summary>\n<pre><code><span class="removed">- &lt;x&gt;</span>\n<span class="added">+ y</span></code></pre>\n</details>',
    );
  });
});
