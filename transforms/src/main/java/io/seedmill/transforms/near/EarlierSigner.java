package io.seedmill.transforms.near;

import io.seedmill.transforms.raw.PublishedRecords;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Signs the samples of files that earlier runs have published. */
final class EarlierSigner {

  private static final int FLUSH_BYTES = 16 << 20;

  private final OpenStorages storages;
  private final TextSigner signer;

  EarlierSigner(NearRule rule, OpenStorages storages) {
    this.storages = storages;
    this.signer = new TextSigner(rule);
  }

  /**
   * Writes what is compared of a file's samples, in their order.
   *
   * @param root the root of the storage that it is written to
   * @throws IOException if the file is not the one that was published
   */
  List<SignedBlock> sign(EarlierSamples.Placed placed, String root, String path)
      throws IOException {
    EarlierSamples.Part part = placed.part();
    check(part);
    List<SignedBlock> blocks = new ArrayList<>();
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    PublishedRecords.lines(storages.at(part.root()), part.path(), 0, part.bytes()),
                    StandardCharsets.UTF_8));
        PendingFile file = storages.at(root).create(path)) {
      ByteArrayOutputStream waiting = new ByteArrayOutputStream();
      long offset = 0;
      int number = 0;
      int section = placed.section();
      String run = part.run();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (number == Sections.SAMPLES || waiting.size() > FLUSH_BYTES) {
          offset = write(waiting, file, new SignedBlock(section, root, path, offset, 0), blocks);
        }
        if (number == Sections.SAMPLES) {
          section++;
          number = 0;
        }
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (signer.read(bytes, 0, bytes.length)) {
          waiting.writeBytes(signer.signed(number, 0, 0, 0, 0).ofRun(run).toBytes());
        }
        number++;
      }
      write(waiting, file, new SignedBlock(section, root, path, offset, 0), blocks);
      file.commit();
    }
    return blocks;
  }

  private static long write(
      ByteArrayOutputStream waiting, PendingFile file, SignedBlock at, List<SignedBlock> blocks)
      throws IOException {
    byte[] bytes = waiting.toByteArray();
    waiting.reset();
    if (bytes.length > 0) {
      file.write(bytes, 0, bytes.length);
      blocks.add(new SignedBlock(at.section(), at.root(), at.path(), at.offset(), bytes.length));
    }
    return at.offset() + bytes.length;
  }

  private void check(EarlierSamples.Part part) throws IOException {
    String found = storages.at(part.root()).sha256(part.path());
    if (!found.equals(part.sha256())) {
      throw new IOException(
          "'%s' of '%s' is damaged: found SHA-256 %s; allowed: %s, which run '%s' left: restore it"
                  .formatted(part.path(), part.root(), found, part.sha256(), part.run())
              + " from a copy, or leave out 'dedupe.near'");
    }
  }
}
