package io.seedmill.generators.sources.files;

/** A file that cannot be read as records; the message says what is wrong with it. */
final class FileProblem extends Exception {

  private static final long serialVersionUID = 1L;

  private final String allowed;

  /**
   * @param file the file's name
   * @param wrong what is wrong with it
   * @param allowed what would be accepted, in words
   */
  FileProblem(String file, String wrong, String allowed) {
    super("'" + file + "', " + wrong);
    this.allowed = allowed;
  }

  String allowed() {
    return allowed;
  }
}
