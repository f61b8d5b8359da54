package io.seedmill.pipeline.export;

import com.jcraft.jzlib.GZIPOutputStream;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.publish.LatestLinks;
import io.seedmill.transforms.publish.LatestRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.publish.ManifestFile;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.publish.SignedJson;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Packs a run into a file {@code .tar.gz}, which is an output with this run alone when it is
 * unpacked. The same run makes the same bytes: files are in the order of their names, have no times
 * and owners, and are compressed by a library that is the same everywhere.
 */
public final class RunArchive {

  private static final int FILE_MODE = 0644;
  private static final int LINK_MODE = 0777;

  private final Storage storage;
  private final Manifest manifest;

  /** A run of an output. */
  public RunArchive(Storage storage, Manifest manifest) {
    this.storage = storage;
    this.manifest = manifest;
  }

  /** Something that the archive has under a name. */
  @FunctionalInterface
  private interface Content {
    void writeTo(TarArchiveOutputStream tar, String name) throws IOException;
  }

  /**
   * Writes the archive; it is there, whole and on the disk, once this returns.
   *
   * @param assets the paths of assets that records of the run name
   * @param bytesDone is told how many bytes more were read
   * @return the names in the archive
   * @throws FileAlreadyExistsException if another file has got its name meanwhile
   * @throws IOException if a file is not what the manifest says of it
   */
  public List<String> write(Path target, Collection<String> assets, LongConsumer bytesDone)
      throws IOException {
    Map<String, Content> contents = contents(assets, bytesDone);
    Path whole = target.toAbsolutePath();
    Storage folder = Storage.of(whole.getParent().toString());
    String unfinished = ".seedmill-" + UUID.randomUUID() + ".tar.gz";
    try (PendingFile file = folder.create(unfinished)) {
      try (TarArchiveOutputStream tar =
          new TarArchiveOutputStream(
              new GZIPOutputStream(new BufferedOutputStream(file.stream())),
              StandardCharsets.UTF_8.name())) {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (var content : contents.entrySet()) {
          content.getValue().writeTo(tar, content.getKey());
        }
        tar.finish();
      }
      file.commit();
    }
    try {
      folder.publish(unfinished, whole.getFileName().toString());
    } finally {
      folder.delete(unfinished);
    }
    return List.copyOf(contents.keySet());
  }

  private Map<String, Content> contents(Collection<String> assets, LongConsumer bytesDone)
      throws IOException {
    DatasetLayout layout = new DatasetLayout(manifest.run(), "");
    Map<String, Content> contents = new TreeMap<>();
    List<FileReport> files = new ArrayList<>(manifest.parts());
    files.addAll(manifest.others());
    for (FileReport file : files) {
      contents.put(
          file.path(), (tar, name) -> copy(tar, name, file.bytes(), file.sha256(), bytesDone));
    }
    for (String asset : assets) {
      String sha256 = asset.replaceFirst(".*/", "").replaceFirst("\\..*", "");
      long bytes = storage.size(asset).orElseThrow(() -> new IOException(asset + " is missing"));
      contents.put(asset, (tar, name) -> copy(tar, name, bytes, sha256, bytesDone));
    }
    String text = storage.read(layout.manifest());
    contents.put(layout.manifest(), (tar, name) -> text(tar, name, text));
    if (storage.size(layout.report()).isPresent()) {
      String report = storage.read(layout.report());
      contents.put(layout.report(), (tar, name) -> text(tar, name, report));
    }
    String registry = Registry.of(ManifestFile.of(manifest, text), Registry.read(storage));
    contents.put(DatasetLayout.REGISTRY, (tar, name) -> text(tar, name, registry));
    if (manifest.status().equals(Manifest.COMPLETE)) {
      String latest =
          SignedJson.write(new LatestRun(manifest.run(), layout.manifest(), manifest.datasetId()));
      contents.put(DatasetLayout.LATEST_RUN, (tar, name) -> text(tar, name, latest));
      LatestLinks.of(manifest)
          .forEach((link, to) -> contents.put(link, (tar, n) -> link(tar, n, to)));
    }
    return contents;
  }

  private void copy(
      TarArchiveOutputStream tar, String name, long bytes, String sha256, LongConsumer bytesDone)
      throws IOException {
    if (storage.size(name).orElse(-1) != bytes) {
      throw damaged(name);
    }
    tar.putArchiveEntry(entry(name, bytes));
    try (DigestInputStream in = new DigestInputStream(storage.open(name), ContentHash.sha256())) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        tar.write(buffer, 0, read);
        bytesDone.accept(read);
      }
      if (!HexFormat.of().formatHex(in.getMessageDigest().digest()).equals(sha256)) {
        throw damaged(name);
      }
    }
    tar.closeArchiveEntry();
  }

  private static IOException damaged(String name) {
    return new IOException(
        name + " is not as its run left it, so no archive is written; see 'seedmill validate'");
  }

  private static void text(TarArchiveOutputStream tar, String name, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    tar.putArchiveEntry(entry(name, bytes.length));
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  /** Links are in the same folder as what they lead to. */
  private static void link(TarArchiveOutputStream tar, String name, String target)
      throws IOException {
    TarArchiveEntry entry = plain(new TarArchiveEntry(name, TarConstants.LF_SYMLINK), LINK_MODE);
    entry.setLinkName(target.substring(target.lastIndexOf('/') + 1));
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(String name, long bytes) {
    TarArchiveEntry entry = plain(new TarArchiveEntry(name), FILE_MODE);
    entry.setSize(bytes);
    return entry;
  }

  private static TarArchiveEntry plain(TarArchiveEntry entry, int mode) {
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setMode(mode);
    return entry;
  }
}
