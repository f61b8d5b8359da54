package io.seedmill.generators.sources.secrets;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Replaces secrets in text that is shown or kept. */
public final class Redaction {

  /** What a secret becomes. */
  public static final String MARK = "***";

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Replaces each of {@code secrets}, longest first; an empty one is none. */
  public static Redaction of(Collection<String> secrets) {
    return new Redaction(
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /** The text without secrets. */
  public String of(String text) {
    String redacted = text;
    for (String secret : secrets) {
      redacted = redacted.replace(secret, MARK);
    }
    return redacted;
  }
}
