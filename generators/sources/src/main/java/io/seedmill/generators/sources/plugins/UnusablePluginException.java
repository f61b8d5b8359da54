package io.seedmill.generators.sources.plugins;

/** Plugins that cannot be used. The message follows the jars' names in a sentence. */
public final class UnusablePluginException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String allowed;

  UnusablePluginException(String found, String allowed, Throwable cause) {
    super(found, cause);
    this.allowed = allowed;
  }

  /** Returns the accepted values, in words. */
  public String allowed() {
    return allowed;
  }
}
