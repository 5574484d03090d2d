// Hands what karez.js exports to the journey, which calls it step by step.
import { open, KarezError } from './karez.js';

window.api = { open, KarezError };
window.corpus = await open();
document.body.dataset.isOpen = 'true';
