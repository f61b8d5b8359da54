package io.seedmill.transforms.near;

import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Compares samples in their order: one that is near to a kept one before it is left out, any other
 * is kept. So every sample that is left out has a kept one that it is near to, and no two kept ones
 * are near each other, as far as their signatures show. What earlier runs have published is kept as
 * it is, and comes first.
 *
 * <p>As many kept samples as the memory holds are compared with all behind them; then the next
 * ones. What is found does not depend on how many these are.
 */
final class Comparison {

  private static final int FLUSH_BYTES = 32 << 20;
  private static final int MOST_CLUSTERS = 20;

  private final NearRule rule;
  private final Sections sections;
  private final OpenStorages storages;
  private final KeptTexts kept;
  private final long memory;
  private final SortedMap<Integer, List<SignedBlock>> blocks = new TreeMap<>();
  private final Map<Integer, BitSet> left = new TreeMap<>();
  private final Dropped dropped;
  private final List<NearReport.Cluster> largest = new ArrayList<>();
  private final List<String> unread;
  private long compared;
  private long earlier;
  private long clusters;

  /** Takes the samples of a bucket that are left out. */
  @FunctionalInterface
  interface Sink {
    void accept(DroppedBlock block);
  }

  /**
   * @param unread the names of the earlier runs whose samples are not there
   * @param memory the bytes that kept samples may take
   * @param root the storage in which lists of what is left out wait
   * @param names a new path for each of their files
   */
  Comparison(
      NearRule rule,
      Sections sections,
      List<String> unread,
      OpenStorages storages,
      long memory,
      String root,
      Supplier<String> names,
      Sink sink) {
    this.rule = rule;
    this.sections = sections;
    this.unread = unread;
    this.storages = storages;
    this.memory = memory;
    this.kept = new KeptTexts(rule);
    this.dropped = new Dropped(storages.at(root), root, names, sink);
  }

  /** Compares all samples. */
  NearReport run(Iterable<SignedBlock> all) throws IOException {
    all.forEach(
        block -> blocks.computeIfAbsent(block.section(), s -> new ArrayList<>()).add(block));
    List<Integer> order = List.copyOf(blocks.keySet());
    for (int next = 0; next < order.size(); ) {
      while (next < order.size() && (kept.size() == 0 || kept.bytes() < memory)) {
        int section = order.get(next++);
        if (Sections.isEarlier(section)) {
          keepAll(section);
        } else {
          compare(section, true);
        }
      }
      for (int section : order.subList(next, order.size())) {
        if (!Sections.isEarlier(section)) {
          compare(section, false);
        }
      }
      addClusters();
      kept.clear();
    }
    dropped.flush();
    return new NearReport(compared, earlier, unread, clusters, List.copyOf(largest));
  }

  /** Keeps what was published, whatever it is near to. */
  private void keepAll(int section) throws IOException {
    List<SignedText> texts = read(section);
    earlier += texts.size();
    texts.forEach(kept::add);
  }

  private void compare(int section, boolean keeps) throws IOException {
    List<SignedText> texts = read(section);
    compared += keeps ? texts.size() : 0;
    BitSet out = left.computeIfAbsent(section, s -> new BitSet());
    for (int i = 0; i < texts.size(); i++) {
      SignedText text = texts.get(i);
      if (out.get(i)) {
        continue;
      }
      int found = kept.find(text);
      if (found >= 0) {
        out.set(i);
        dropped.add(text, kept.who(found), kept.similarity());
      } else if (keeps) {
        kept.add(text);
      }
    }
    if (keeps) {
      left.remove(section);
    }
  }

  private List<SignedText> read(int section) throws IOException {
    List<SignedText> texts = new ArrayList<>();
    for (SignedBlock block : blocks.get(section)) {
      byte[] bytes = new byte[block.bytes()];
      storages
          .at(block.root())
          .read(List.of(new Storage.Slice(block.path(), block.offset(), bytes, bytes.length)));
      ByteBuffer in = ByteBuffer.wrap(bytes);
      while (in.hasRemaining()) {
        texts.add(SignedText.readFrom(in, rule.bands()));
      }
    }
    texts.sort(sections.order());
    return texts;
  }

  private void addClusters() {
    for (int sample = 0; sample < kept.size(); sample++) {
      if (kept.likes(sample) > 0) {
        clusters++;
        largest.add(new NearReport.Cluster(kept.who(sample), kept.likes(sample)));
        if (largest.size() > 1000) {
          keepLargest();
        }
      }
    }
    keepLargest();
  }

  /** The sort is stable: of equal ones the first in the order of samples stays. */
  private void keepLargest() {
    largest.sort(Comparator.comparingInt(cluster -> -cluster.others()));
    if (largest.size() > MOST_CLUSTERS) {
      largest.subList(MOST_CLUSTERS, largest.size()).clear();
    }
  }

  /** The samples that are left out, by bucket, on their way into files. */
  private static final class Dropped {

    private final Storage storage;
    private final String root;
    private final Supplier<String> names;
    private final Sink sink;
    private final SortedMap<Integer, ByteArrayOutputStream> buckets = new TreeMap<>();
    private long bytes;

    Dropped(Storage storage, String root, Supplier<String> names, Sink sink) {
      this.storage = storage;
      this.root = root;
      this.names = names;
      this.sink = sink;
    }

    void add(SignedText text, String kept, double similarity) throws IOException {
      byte[] who = kept.getBytes(StandardCharsets.UTF_8);
      ByteBuffer one = ByteBuffer.allocate(3 * Integer.BYTES + Double.BYTES + who.length);
      one.putInt(text.line()).putInt(text.entry()).putDouble(similarity);
      one.putInt(who.length).put(who);
      buckets
          .computeIfAbsent(text.bucket(), bucket -> new ByteArrayOutputStream())
          .writeBytes(one.array());
      bytes += one.capacity();
      if (bytes > FLUSH_BYTES) {
        flush();
      }
    }

    void flush() throws IOException {
      if (buckets.isEmpty()) {
        return;
      }
      List<DroppedBlock> written = new ArrayList<>();
      try (PendingFile file = storage.create(names.get())) {
        long offset = 0;
        for (var bucket : buckets.entrySet()) {
          byte[] all = bucket.getValue().toByteArray();
          file.write(all, 0, all.length);
          written.add(new DroppedBlock(bucket.getKey(), root, file.path(), offset, all.length));
          offset += all.length;
        }
        file.commit();
      }
      written.forEach(sink::accept);
      buckets.clear();
      bytes = 0;
    }
  }
}
