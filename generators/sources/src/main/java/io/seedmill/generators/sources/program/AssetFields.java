package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.AssetStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Replaces each asset of a sample by its description in the store. */
final class AssetFields {

  private static final String ALLOWED =
      "{\"$asset\": {\"path\" or \"base64\": …, \"mediaType\": …}}";

  private final AssetStore store;
  private final List<Path> folders;
  private final Map<String, Long> paths;
  private final long index;
  private final int maxSampleBytes;
  private long inSample;

  /** As in RFC 6838, with parameters behind it. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[A-Za-z0-9][\\w!#$&^.+-]{0,126}/[A-Za-z0-9][\\w!#$&^.+-]{0,126}"
              + "( *; *[\\w!#$&^.+-]+=([\\w!#$&^.+-]+|\"[ -!#-\\[\\]-~]*\"))*");

  /**
   * @param folders the folders that may hold files; relative paths begin in the first
   * @param paths the index of the task that has named each path
   * @param maxSampleBytes the largest sample, which holds the assets if the store keeps them there
   */
  AssetFields(
      AssetStore store,
      List<Path> folders,
      Map<String, Long> paths,
      long index,
      int maxSampleBytes) {
    this.maxSampleBytes = maxSampleBytes;
    this.store = store;
    this.folders = folders;
    this.paths = paths;
    this.index = index;
  }

  void replaceIn(ObjectNode object) throws IOException {
    for (var field : object.properties()) {
      field.setValue(replaced(field.getValue()));
    }
  }

  private JsonNode replaced(JsonNode value) throws IOException {
    if (value.has(Asset.FIELD)) {
      if (value.size() != 1 || !value.get(Asset.FIELD).isObject()) {
        throw new IOException("found " + shown(value) + "; allowed: " + ALLOWED);
      }
      Asset asset = asset(value.get(Asset.FIELD));
      requireRoom(asset);
      return store.keep(asset);
    }
    if (value instanceof ObjectNode object) {
      replaceIn(object);
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, replaced(array.get(i)));
      }
    }
    return value;
  }

  /** Refuses what would make the sample too large, before memory is reserved for it. */
  private void requireRoom(Asset asset) throws IOException {
    inSample += store.isInSample() ? asset.bytes() / 3 * 4 : 0;
    if (inSample > maxSampleBytes) {
      throw new IOException(
          "found an asset of %,d bytes, with which the sample has more than the %,d of"
                  .formatted(asset.bytes(), maxSampleBytes)
              + " 'maxSampleBytes'; allowed: a smaller one, or 'assets: files' in 'output'");
    }
  }

  private Asset asset(JsonNode described) throws IOException {
    boolean byPath = described.path("path").isTextual();
    if (byPath == described.path("base64").isTextual()) {
      throw new IOException("found the asset " + shown(described) + "; allowed: " + ALLOWED);
    }
    Asset unknown;
    String name = "";
    if (byPath) {
      name = described.get("path").textValue();
      Long other = paths.putIfAbsent(name, index);
      if (other != null && other != index) {
        throw new IOException(
            "the file '%s' was named by sample %d of the same task, and may have been written over;"
                    .formatted(name, other)
                + " allowed: a name of its own for each file of a task");
      }
      Path file = AssetFile.find(name, folders);
      unknown = new Asset("", Files.size(file), () -> AssetFile.open(file));
    } else {
      try {
        unknown = new Asset("", Base64.getDecoder().decode(described.get("base64").textValue()));
      } catch (IllegalArgumentException e) {
        throw new IOException("found an asset that is not Base64: " + e.getMessage(), e);
      }
    }
    String mediaType =
        described.path("mediaType").isTextual()
            ? described.get("mediaType").textValue()
            : MediaTypes.of(name, unknown.content());
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new IOException(
          "found the media type '%s'; allowed: a type and a subtype, such as image/png"
              .formatted(mediaType));
    }
    return new Asset(mediaType, unknown.bytes(), unknown.content());
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
