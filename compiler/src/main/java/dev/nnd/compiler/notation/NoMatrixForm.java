package dev.nnd.compiler.notation;

/** What is read says something of single elements that matrix notation has no words for. */
final class NoMatrixForm extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoMatrixForm() {
    super("no matrix form", null, false, false);
  }
}
