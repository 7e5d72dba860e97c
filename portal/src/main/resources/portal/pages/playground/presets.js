/** One click each: what a model has to be able to do, asked in the shortest way that shows it. */

const WEATHER = [
  {
    name: 'get_weather',
    description: 'The weather of a city now',
    parameters: { type: 'object', properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['celsius', 'fahrenheit'] } }, required: ['city', 'unit'], additionalProperties: false },
  },
];

const CONTACT = {
  type: 'object',
  properties: { name: { type: 'string' }, company: { type: 'string' }, email: { type: 'string' }, wants: { type: 'string', enum: ['demo', 'price', 'support'] } },
  required: ['name', 'company', 'email', 'wants'],
  additionalProperties: false,
};

/** Four coloured squares, 8 by 8 pixels. */
const SQUARES = 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAIUlEQVR42mM4oaEBRxoLbOCIgYoSGgEn4OjDPg04oqIEAEg7UyHtqVP4AAAAAElFTkSuQmCC';

const user = (text, images = []) => [{ role: 'user', text, images }];

/** `id` stands in addresses. */
export const PRESETS = [
  { id: 'text', label: 'Text', system: '', turns: user('Explain in two sentences what a signal box on a railway does.'), tools: '', schema: '', stream: false },
  { id: 'stream', label: 'Stream', system: '', turns: user('Tell me in 120 words how a letter travelled by rail in 1900.'), tools: '', schema: '', stream: true },
  { id: 'tools', label: 'Tools', system: 'Use the tools when they help.', turns: user('What is the weather in Berlin?'), tools: JSON.stringify(WEATHER, null, 2), schema: '', stream: true },
  { id: 'json', label: 'JSON schema', system: '', turns: user('Read out the contact: "Hi, Ada Byron of Analytical Ltd. here (ada@analytical.example), what would 50 seats cost?"'), tools: '', schema: JSON.stringify(CONTACT, null, 2), stream: false },
  { id: 'vision', label: 'Vision', system: '', turns: user('What does this picture show?', [{ name: 'squares.png', type: 'image/png', data: SQUARES, bytes: 90 }]), tools: '', schema: '', stream: true },
];

export function presetOf(id) {
  return PRESETS.find((each) => each.id === id) ?? null;
}
