package io.seedmill.generators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Removes from a sample the fields that tell where its assets are stored, so that they are not
 * hashed.
 */
public final class AssetPlaces {

  private static final String MEDIA_TYPE = "mediaType";
  private static final String SHA_256 = "sha256";

  private AssetPlaces() {}

  /**
   * Returns a copy of a sample in which each asset is its media type and SHA-256 alone; empty where
   * it has no asset.
   */
  public static Optional<ObjectNode> removed(ObjectNode sample) {
    return hasAsset(sample) ? Optional.of((ObjectNode) reduced(sample)) : Optional.empty();
  }

  /** Returns true if a value is {@code {"$asset": {…}}} with a media type and a SHA-256. */
  private static boolean isAsset(JsonNode value) {
    JsonNode asset = value.path(Asset.FIELD);
    return value.size() == 1
        && asset.path(MEDIA_TYPE).isTextual()
        && asset.path(SHA_256).isTextual();
  }

  private static boolean hasAsset(JsonNode value) {
    if (value.isObject() && isAsset(value)) {
      return true;
    }
    for (JsonNode inner : value) {
      if (inner.isContainerNode() && hasAsset(inner)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode reduced(JsonNode value) {
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> copy.add(reduced(element)));
      return copy;
    }
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    if (isAsset(object)) {
      JsonNode asset = object.get(Asset.FIELD);
      ObjectNode kept = copy.putObject(Asset.FIELD);
      kept.set(MEDIA_TYPE, asset.get(MEDIA_TYPE));
      kept.set(SHA_256, asset.get(SHA_256));
      return copy;
    }
    object.properties().forEach(p -> copy.set(p.getKey(), reduced(p.getValue())));
    return copy;
  }
}
