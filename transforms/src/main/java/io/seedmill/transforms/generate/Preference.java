package io.seedmill.transforms.generate;

import java.util.Locale;

/** The choice of the sample that is kept of several equal ones. */
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
