package io.seedmill.transforms.generate;

import java.util.Locale;

/** Which of several equal samples is kept. */
public enum Preference {
  /** The one with the lowest index, and of those the one whose entry is listed first. */
  INDEX,
  /** The one whose entry is listed first, and of those the one with the lowest index. */
  LISTED;

  /** The word of a spec. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
