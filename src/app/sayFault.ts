/** Where not even the texts are here: the page carries this one sentence itself. */
export function sayFault(): void {
  document.getElementById('boot-wait')?.remove();
  document.getElementById('boot-fault')?.removeAttribute('hidden');
}
