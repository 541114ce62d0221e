// Why nothing can be said at all; `code` is what the verifier in Rust calls it.
export class Unreadable extends Error {
  constructor(code, values = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}
