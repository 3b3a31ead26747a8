import { AiStreamError, resume, stream } from './ai-streaming/client.js';
import { partialJson } from './ai-streaming/partial-json.js';

const base = 'api/examples/';
const history = [
  { role: 'user', content: 'What are heart-beats?' },
  { role: 'assistant', content: 'Comment lines that keep a connection open.' },
];

/** Each is asked by GET with a question, or by POST with a body that is made of one. */
const examples = [
  { title: 'A simple question', about: 'One line: ai.stream(question).', path: 'simple-question', question: 'What happens when a client disconnects?' },
  { title: 'Options', about: 'Model, temperature and the longest answer.', path: 'options', question: 'How are timeouts configured?' },
  { title: 'System prompt', about: 'The fluent builder.', path: 'system-prompt', question: 'What is a resumable stream?' },
  { title: 'A conversation', about: 'The browser sends the earlier turns along.', path: 'conversation', question: 'How often do they come?', body: (question) => ({ history, question }) },
  { title: 'Validated input', about: 'Empty the field: a 400 that costs nothing.', path: 'validated-input', question: 'graceful shutdown', body: (subject) => ({ subject, tone: 'friendly', words: 60 }) },
  { title: 'Errors', about: 'The log says how it ended, and how far it came.', path: 'errors', question: 'What does the code truncated mean?' },
  { title: 'Several providers', about: 'The path names one; an unknown one is a 400.', path: 'providers/demo', question: 'How do I configure Anthropic?' },
  { title: 'System prompts by role', about: 'The browser names a role, and the prompt stays on the server.', path: 'roles/TEACHER', question: 'What is back-pressure?' },
  { title: 'A conversation in a database', about: 'Only the new question is sent. Run it twice.', path: `saved/${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`, question: 'What is a fallback?', body: (question) => ({ question }) },
  { title: 'Rate limits per user', about: 'The fourth question within a minute is a 429.', path: 'rate-limit', question: 'What does the code rate_limited mean?' },
  { title: 'A tool that asks first', about: 'The answer waits for your decision.', path: 'approval', question: 'Note: buy milk' },
  { title: 'A typed object', about: 'Filled field by field while the JSON arrives.', path: 'typed-object', question: 'A soup for four', object: true },
  { title: 'A guard', about: 'Names of internal machines are replaced, wherever the text was cut.', path: 'guard', question: 'A guard of your own: names of machines' },
];

const template = document.getElementById('example').content.firstElementChild;
document.getElementById('examples').append(...examples.map(element));

function element(example, index) {
  const item = template.cloneNode(true);
  const find = (selector) => item.querySelector(selector);
  const input = find('input');
  find('h2').textContent = `${index + 1}. ${example.title}`;
  find('.about').textContent = example.about;
  input.value = example.question;
  const showRequest = () => {
    find('.request code').textContent = `${example.body ? 'POST' : 'GET'} /${base}${example.path}${example.body ? '' : '?question=…'}`;
  };
  showRequest();
  find('form').addEventListener('submit', (event) => {
    event.preventDefault();
    run(example, input.value, find);
  });
  return item;
}

async function run(example, question, find) {
  const shown = find('.shown');
  const button = find('form button');
  const log = find('pre');
  shown.hidden = find('details').hidden = false;
  shown.className = 'shown';
  shown.textContent = log.textContent = '';
  button.disabled = true;
  const url = base + example.path;
  let text = '';
  const read = example.object && partialJson();
  try {
    const answer = example.body
      ? stream(url, example.body(question))
      : resume(`${url}?${new URLSearchParams({ question })}`);
    for await (const event of answer) {
      const { type, ...data } = event;
      log.textContent += `${JSON.stringify(data)}\n`;
      if (type === 'content') {
        text += event.content;
        show(shown, read ? read(event.content) : text);
      } else if (type === 'object') {
        show(shown, event.object);
      } else if (type === 'reset') {
        text = '';
      } else if (type === 'approval') {
        askFirst(find('.approval'), event.approval);
      }
    }
  } catch (error) {
    if (!(error instanceof AiStreamError)) throw error;
    shown.classList.add('bad');
    shown.textContent = `${text}\n${error.message}`.trim();
  } finally {
    button.disabled = false;
    find('.approval').hidden = true;
  }
}

/** An object as far as it has arrived, or text. */
function show(shown, value) {
  if (typeof value === 'string') {
    shown.textContent = value;
    return;
  }
  const list = document.createElement('dl');
  for (const [name, member] of Object.entries(value ?? {})) {
    const term = document.createElement('dt');
    const detail = document.createElement('dd');
    term.textContent = name;
    detail.textContent = Array.isArray(member) ? member.join(' · ') : String(member);
    list.append(term, detail);
  }
  shown.replaceChildren(list);
}

function askFirst(element, { id, streamId, toolCall }) {
  element.querySelector('p').textContent = `May the tool ${toolCall.name} run? ${JSON.stringify(toolCall.arguments)}`;
  element.hidden = false;
  for (const button of element.querySelectorAll('button')) {
    button.onclick = async () => {
      element.hidden = true;
      await fetch(`${base}approval/${streamId}/${id}?approved=${button.value}`, { method: 'POST' });
    };
  }
}
