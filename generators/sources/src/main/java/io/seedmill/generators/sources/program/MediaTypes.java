package io.seedmill.generators.sources.program;

import io.seedmill.generators.Asset;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Media types by a file's name, or else by its first bytes. */
final class MediaTypes {

  private static final String UNKNOWN = "application/octet-stream";

  private static final Map<String, String> BY_ENDING =
      Map.ofEntries(
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("jpeg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("webp", "image/webp"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("bmp", "image/bmp"),
          Map.entry("tif", "image/tiff"),
          Map.entry("tiff", "image/tiff"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("flac", "audio/flac"),
          Map.entry("mp4", "video/mp4"),
          Map.entry("webm", "video/webm"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("avi", "video/x-msvideo"),
          Map.entry("pdf", "application/pdf"));

  private MediaTypes() {}

  /** Returns the media type of a file name's ending; empty if it is unknown. */
  static Optional<String> ofName(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(BY_ENDING.get(ending));
  }

  static String of(String name, Asset.Content content) throws IOException {
    Optional<String> named = ofName(name);
    if (named.isPresent()) {
      return named.get();
    }
    try (InputStream in = new BufferedInputStream(content.open())) {
      String guessed = URLConnection.guessContentTypeFromStream(in);
      return guessed == null ? UNKNOWN : guessed;
    }
  }
}
