package io.seedmill.generators.sources.sweep;

/** A mistake in a master file or a runner file; the message says where it is and what was found. */
final class MasterException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String allowed;

  MasterException(String found, String allowed) {
    super(found);
    this.allowed = allowed;
  }

  /** Returns the accepted values, in words. */
  String allowed() {
    return allowed;
  }
}
