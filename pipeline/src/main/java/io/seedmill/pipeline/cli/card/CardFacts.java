package io.seedmill.pipeline.cli.card;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.Counted;
import io.seedmill.transforms.publish.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What only its owner knows of a dataset.
 *
 * @param name the name that people read; null for the dataset's own
 * @param license the identifier of its licence; null for none
 * @param creators who has made it
 * @param url the address of its page; null for none
 * @param languages codes such as {@code en}
 * @param tags words by which it is found
 * @param about what it is for; null where nothing was said
 */
public record CardFacts(
    String name,
    String license,
    List<String> creators,
    String url,
    List<String> languages,
    List<String> tags,
    String about) {

  public CardFacts {
    creators = List.copyOf(creators);
    languages = List.copyOf(languages);
    tags = List.copyOf(tags);
  }

  /** Returns the same, with what the spec of a run says where nothing else was said. */
  public CardFacts or(JsonNode spec) {
    JsonNode card = spec.path("card");
    return new CardFacts(
        name != null ? name : card.path("prettyName").textValue(),
        license != null ? license : card.path("license").textValue(),
        creators.isEmpty() ? texts(card.path("creator")) : creators,
        url != null ? url : card.path("url").textValue(),
        languages.isEmpty() ? texts(card.path("language")) : languages,
        tags.isEmpty() ? texts(card.path("tags")) : tags,
        about != null ? about : card.path("description").textValue());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Returns the name that people read. */
  String title(Manifest manifest) {
    return name != null ? name : manifest.dataset();
  }

  /** Returns what was said, or else what the manifest says. */
  String description(Manifest manifest) {
    return about != null
        ? about
        : String.format(
            Locale.ROOT,
            "%s of %s, made by Seedmill",
            Counted.of(manifest.counts().unique(), "synthetic record"),
            manifest.generators().size() == 1
                ? "one generator"
                : Counted.of(manifest.generators().size(), "generator"));
  }
}
