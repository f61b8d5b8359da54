package io.seedmill.transforms.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Asset;
import io.seedmill.generators.AssetStore;
import io.seedmill.generators.InlineAssets;
import io.seedmill.generators.WorkspaceException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Keeps each asset in a file of its own, named by its digest: it is there whole or not at all, and
 * once, however many samples, workers and runs have it. Until its sample is published it lies in a
 * stage, because no one knows before if the sample is unique.
 */
public final class StoredAssets implements AssetStore {

  /** The folder, beside those of the dataset. */
  public static final String FOLDER = "assets";

  private static final Pattern PATH =
      Pattern.compile(FOLDER + "/[0-9a-f]{2}/[0-9a-f]{64}(\\.[a-z0-9]+)?");

  private static final int MOST_REMEMBERED = 10_000;

  /** The usual endings of names; another media type has none. */
  private static final Map<String, String> ENDINGS =
      Map.ofEntries(
          Map.entry("image/png", ".png"),
          Map.entry("image/jpeg", ".jpg"),
          Map.entry("image/gif", ".gif"),
          Map.entry("image/webp", ".webp"),
          Map.entry("image/svg+xml", ".svg"),
          Map.entry("image/bmp", ".bmp"),
          Map.entry("image/tiff", ".tiff"),
          Map.entry("audio/mpeg", ".mp3"),
          Map.entry("audio/wav", ".wav"),
          Map.entry("audio/x-wav", ".wav"),
          Map.entry("audio/ogg", ".ogg"),
          Map.entry("audio/flac", ".flac"),
          Map.entry("video/mp4", ".mp4"),
          Map.entry("video/webm", ".webm"),
          Map.entry("video/quicktime", ".mov"),
          Map.entry("video/x-msvideo", ".avi"),
          Map.entry("application/pdf", ".pdf"));

  private final Storage storage;
  private final DatasetLayout layout;
  private final String stage;
  private WorkspaceException lost;
  private final Map<String, Boolean> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /**
   * @param layout where an asset may lie until it is whole
   * @param stage the folder in which it lies until it is published
   */
  public StoredAssets(Storage storage, DatasetLayout layout, String stage) {
    this.stage = stage;
    this.storage = storage;
    this.layout = layout;
  }

  @Override
  public ObjectNode keep(Asset asset) throws IOException {
    ObjectNode described = InlineAssets.describe(asset);
    ObjectNode about = described.withObject("/" + Asset.FIELD);
    String path = path(about.get("sha256").textValue(), asset.mediaType());
    if (remembered.putIfAbsent(path, true) == null) {
      try {
        store(asset, about.get("sha256").textValue(), path);
      } catch (ChangedException e) {
        remembered.remove(path);
        throw e;
      } catch (IOException e) {
        remembered.remove(path);
        lost = new WorkspaceException("the asset '" + path + "' could not be written", e);
        throw lost;
      }
    }
    about.put("path", path);
    return described;
  }

  /** Throws what went wrong, if an asset could not be kept. */
  public void requireKept() {
    if (lost != null) {
      throw lost;
    }
  }

  private void store(Asset asset, String sha256, String path) throws IOException {
    String staged = stage + "/" + path;
    if (!isThere(asset, sha256, staged) && !isThere(asset, sha256, path)) {
      String temporary = layout.temporary("asset-" + UUID.randomUUID());
      try (PendingFile file = storage.createReplacing(temporary, staged)) {
        if (!InlineAssets.sha256(() -> new Copying(asset.content().open(), file)).equals(sha256)) {
          throw new ChangedException("the asset's file was changed while it was read");
        }
        file.commit();
      }
    }
  }

  /** The failure of a sample, whose file is not what it was. */
  private static final class ChangedException extends IOException {
    private static final long serialVersionUID = 1L;

    ChangedException(String message) {
      super(message);
    }
  }

  /** Writes what is read to a file. */
  private static final class Copying extends FilterInputStream {

    private final PendingFile file;

    Copying(InputStream in, PendingFile file) {
      super(in);
      this.file = file;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      if (read > 0) {
        file.write(buffer, offset, read);
      }
      return read;
    }
  }

  /** Returns true if a path is that of an asset. */
  public static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  /** A file that was damaged since it was written is written again. */
  private boolean isThere(Asset asset, String sha256, String path) throws IOException {
    return storage.size(path).orElse(-1) == asset.bytes()
        && InlineAssets.sha256(() -> storage.open(path)).equals(sha256);
  }

  /** Returns the usual ending of files of a media type, such as {@code .png}; empty for others. */
  public static String ending(String mediaType) {
    return ENDINGS.getOrDefault(mediaType.toLowerCase(Locale.ROOT), "");
  }

  private static String path(String sha256, String mediaType) {
    return FOLDER + "/" + sha256.substring(0, 2) + "/" + sha256 + ending(mediaType);
  }
}
