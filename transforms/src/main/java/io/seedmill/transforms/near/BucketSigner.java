package io.seedmill.transforms.near;

import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.RecordFormat;
import io.seedmill.transforms.dedupe.LineList;
import io.seedmill.transforms.dedupe.UniqueSamples;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Signs the unique samples of buckets, and writes what is compared of them to a file. */
final class BucketSigner {

  private final Sections sections;
  private final BlockReader reader;
  private final TextSigner signer;

  BucketSigner(NearRule rule, Sections sections, BlockReader reader) {
    this.sections = sections;
    this.reader = reader;
    this.signer = new TextSigner(rule);
  }

  /** Writes the samples of a bucket, section by section. */
  List<SignedBlock> sign(UniqueSamples unique, String root, Storage storage, String path)
      throws IOException {
    byte[][] headers = reader.headers(unique.blocks());
    byte[][] lines = reader.lines(unique.blocks());
    List<Map<Integer, Integer>> places = places(unique, headers);
    SortedMap<Integer, ByteArrayOutputStream> parts = new TreeMap<>();
    LineList samples = unique.samples();
    for (int line = 0; line < samples.size(); line++) {
      int block = samples.block(line);
      int at = places.get(block).get(samples.offset(line));
      if (signer.read(lines[block], samples.offset(line), samples.length(line))) {
        byte[] header = headers[block];
        SignedText text =
            signer.signed(
                RecordFormat.index(header, at),
                RecordFormat.entry(header, at),
                RecordFormat.ordinal(header, at),
                unique.bucket(),
                line);
        parts
            .computeIfAbsent(
                sections.of(text.entry(), text.index()), section -> new ByteArrayOutputStream())
            .writeBytes(text.toBytes());
      }
    }
    return write(parts, root, storage, path);
  }

  private static List<SignedBlock> write(
      SortedMap<Integer, ByteArrayOutputStream> parts, String root, Storage storage, String path)
      throws IOException {
    List<SignedBlock> written = new ArrayList<>();
    if (!parts.isEmpty()) {
      try (PendingFile file = storage.create(path)) {
        long offset = 0;
        for (var part : parts.entrySet()) {
          byte[] bytes = part.getValue().toByteArray();
          file.write(bytes, 0, bytes.length);
          written.add(new SignedBlock(part.getKey(), root, path, offset, bytes.length));
          offset += bytes.length;
        }
        file.commit();
      }
    }
    return written;
  }

  /** By block and by the offset of its line: where the header of a sample begins. */
  private static List<Map<Integer, Integer>> places(UniqueSamples unique, byte[][] headers) {
    List<Map<Integer, Integer>> places = new ArrayList<>();
    for (int block = 0; block < headers.length; block++) {
      Map<Integer, Integer> ofBlock = new HashMap<>();
      int length = unique.blocks().get(block).headersLength();
      for (int at = 0; at < length; at += RecordFormat.HEADER_BYTES) {
        if (RecordFormat.isSample(headers[block], at)) {
          ofBlock.put(RecordFormat.lineOffset(headers[block], at), at);
        }
      }
      places.add(ofBlock);
    }
    return places;
  }
}
