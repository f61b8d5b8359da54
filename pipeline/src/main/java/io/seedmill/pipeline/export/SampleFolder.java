package io.seedmill.pipeline.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Asset;
import io.seedmill.transforms.storage.StoredAssets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/**
 * Writes a sample as a folder with a file for each field: {@code <domain>_task/<id>/}, where the
 * domain is that of its metadata, or else its entry's name. An asset keeps its bytes, a text is a
 * file {@code .txt}, any other value a file {@code .json}.
 */
public final class SampleFolder {

  private static final Set<String> IN_THE_NAME = Set.of("id", "generator", "index");

  /** Names that collections of image and video tasks expect. */
  private static final Map<String, String> NAMES = Map.of("frames", "ground_truth");

  private SampleFolder() {}

  /** Opens the file of an asset by its path in the output. */
  @FunctionalInterface
  public interface Assets {
    InputStream open(String path) throws IOException;
  }

  /**
   * Writes a record.
   *
   * @param root the folder in which the folders of domains are
   * @return the folder of the sample
   */
  public static Path write(JsonNode record, Path root, Assets assets) throws IOException {
    JsonNode domain = record.path("metadata").path("domain");
    String of = domain.isTextual() ? domain.textValue() : record.path("generator").asText();
    Path folder = root.resolve(plain(of) + "_task").resolve(plain(record.path("id").asText()));
    Files.createDirectories(folder);
    for (Map.Entry<String, JsonNode> field : record.properties()) {
      if (!IN_THE_NAME.contains(field.getKey())) {
        String name = plain(field.getKey());
        write(field.getValue(), folder, NAMES.getOrDefault(name, name), assets);
      }
    }
    return folder;
  }

  private static void write(JsonNode value, Path folder, String name, Assets assets)
      throws IOException {
    JsonNode asset = value.path(Asset.FIELD);
    if (asset.isObject()) {
      Path file = folder.resolve(name + StoredAssets.ending(asset.path("mediaType").asText()));
      try (InputStream in = open(asset, assets)) {
        Files.copy(in, file);
      }
    } else if (value.isTextual()) {
      Files.writeString(folder.resolve(name + ".txt"), value.textValue());
    } else {
      Files.writeString(folder.resolve(name + ".json"), value.toPrettyString() + "\n");
    }
  }

  private static InputStream open(JsonNode asset, Assets assets) throws IOException {
    return asset.path("path").isTextual()
        ? assets.open(asset.get("path").textValue())
        : new ByteArrayInputStream(Base64.getDecoder().decode(asset.path("base64").asText()));
  }

  /** Returns a name that is one segment of a path on every system. */
  private static String plain(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}._=,-]", "_").replaceFirst("^\\.+", "_");
    return plain.isEmpty() ? "_" : plain;
  }
}
