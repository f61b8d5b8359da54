package io.seedmill.generators.sources.secrets;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Replaces secrets in messages. */
public final class Redaction {

  /** The text that replaces a secret. */
  public static final String MARK = "***";

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Creates a redaction of {@code secrets}; the longest are replaced first, empty ones ignored. */
  public static Redaction of(Collection<String> secrets) {
    return new Redaction(
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /** Returns the text without secrets. */
  public String of(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, MARK);
    }
    return redacted;
  }
}
