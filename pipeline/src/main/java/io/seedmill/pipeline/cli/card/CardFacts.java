package io.seedmill.pipeline.cli.card;

import io.seedmill.transforms.publish.Manifest;
import java.util.List;
import java.util.Locale;

/**
 * What only its owner knows of a dataset.
 *
 * @param license the identifier of its licence; null for none
 * @param languages codes such as {@code en}
 * @param tags words by which it is found
 * @param about what it is for; null where nothing was said
 */
public record CardFacts(String license, List<String> languages, List<String> tags, String about) {

  public CardFacts {
    languages = List.copyOf(languages);
    tags = List.copyOf(tags);
  }

  /** Returns what was said, or else what the manifest says. */
  String description(Manifest manifest) {
    return about != null
        ? about
        : String.format(
            Locale.ROOT,
            "%,d synthetic records of %s, made by Seedmill",
            manifest.counts().unique(),
            manifest.generators().size() == 1
                ? "one generator"
                : String.format(Locale.ROOT, "%,d generators", manifest.generators().size()));
  }
}
