package io.seedmill.generators.sources.plugins;

/** Jars whose generators cannot be used; the message says why, as it follows their name. */
public final class UnusablePluginException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String allowed;

  UnusablePluginException(String found, String allowed, Throwable cause) {
    super(found, cause);
    this.allowed = allowed;
  }

  /** What would be accepted, in words. */
  public String allowed() {
    return allowed;
  }
}
