package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.AssetStore;
import java.io.IOException;
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

  /** As in RFC 6838, with parameters behind it. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[A-Za-z0-9][\\w!#$&^.+-]{0,126}/[A-Za-z0-9][\\w!#$&^.+-]{0,126}"
              + "( *; *[\\w!#$&^.+-]+=([\\w!#$&^.+-]+|\"[ -!#-\\[\\]-~]*\"))*");

  /**
   * @param folders the folders that may hold files; relative paths begin in the first
   * @param paths the index of the task that has named each path
   */
  AssetFields(AssetStore store, List<Path> folders, Map<String, Long> paths, long index) {
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
      return store.keep(asset(value.get(Asset.FIELD)));
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

  private Asset asset(JsonNode described) throws IOException {
    boolean byPath = described.path("path").isTextual();
    if (byPath == described.path("base64").isTextual()) {
      throw new IOException("found the asset " + shown(described) + "; allowed: " + ALLOWED);
    }
    byte[] bytes;
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
      bytes = AssetFile.read(name, folders);
    } else {
      try {
        bytes = Base64.getDecoder().decode(described.get("base64").textValue());
      } catch (IllegalArgumentException e) {
        throw new IOException("found an asset that is not Base64: " + e.getMessage(), e);
      }
    }
    String mediaType =
        described.path("mediaType").isTextual()
            ? described.get("mediaType").textValue()
            : MediaTypes.of(name, bytes);
    if (!MEDIA_TYPE.matcher(mediaType).matches()) {
      throw new IOException(
          "found the media type '%s'; allowed: a type and a subtype, such as image/png"
              .formatted(mediaType));
    }
    return new Asset(mediaType, bytes);
  }

  private static String shown(JsonNode value) {
    String text = value.toString();
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
