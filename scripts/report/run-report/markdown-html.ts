import MarkdownIt from 'markdown-it';
import { htmlText } from '../html-text';

/** The only tags a review writes itself; none has attributes, so that none can do anything. */
const ownTag = /^<\/?(details|summary|b|sub|br)>$/;

const markdown = createMarkdown();

/** A comment as a person would see it: Markdown and the few tags reviews use; any other HTML shows as text. */
export function markdownAsHtml(source: string): string {
  return markdown.render(source);
}

function createMarkdown(): MarkdownIt {
  const parser = new MarkdownIt({ html: true, linkify: false }).disable(['image']);
  parser.renderer.rules.html_block = (tokens, index) => onlyOwnTags(tokens[index]?.content ?? '');
  parser.renderer.rules.html_inline = (tokens, index) => onlyOwnTags(tokens[index]?.content ?? '');
  parser.renderer.rules.fence = (tokens, index) => {
    const token = tokens[index];
    return token === undefined ? '' : fence(token.content, token.info);
  };
  return parser;
}

function onlyOwnTags(html: string): string {
  return html
    .replaceAll(/<!--[^]*?-->/g, '')
    .split(/(<[^<>]*>|&[#\w]+;)/)
    .map((part, index) =>
      index % 2 === 1 && (ownTag.test(part) || isEntityOrCode(part)) ? part : escaped(part),
    )
    .join('');
}

function isEntityOrCode(part: string): boolean {
  return /^<\/?code>$/.test(part) || /^&(amp|lt|gt|quot|#39);$/.test(part);
}

function escaped(text: string): string {
  return text.split('\n').map(htmlText).join('\n');
}

function fence(content: string, info: string): string {
  const lines = content.replace(/\n$/, '').split('\n');
  const shown = info.trim() === 'diff' ? lines.map(diffLine) : lines.map(htmlText);
  return `<pre><code>${shown.join('\n')}</code></pre>\n`;
}

function diffLine(line: string): string {
  const kind = { '+': 'added', '-': 'removed', '!': 'hidden', '#': 'note' }[line.slice(0, 1)];
  return kind === undefined ? htmlText(line) : `<span class="${kind}">${htmlText(line)}</span>`;
}
