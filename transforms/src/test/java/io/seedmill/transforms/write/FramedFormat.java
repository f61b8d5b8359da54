package io.seedmill.transforms.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/**
 * A small format with all that a format may have: a survey, a header, compressed frames whose size
 * nobody knows beforehand, and a footer that says where each frame begins.
 *
 * @param frameBytes the least bytes of records of a frame, on average
 */
record FramedFormat(int frameBytes) implements PartFormat {

  @Override
  public String name() {
    return "framed";
  }

  @Override
  public String extension() {
    return ".framed";
  }

  @Override
  public Survey newSurvey() {
    return new Lengths(new TreeSet<>());
  }

  @Override
  public byte[] header(Survey all) {
    return ("records of " + ((Lengths) all).lengths() + " bytes\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public RecordEncoder encoder(Survey all, OutputStream out) throws IOException {
    GZIPOutputStream compressed = new GZIPOutputStream(out);
    return new RecordEncoder() {

      private int last;

      @Override
      public void add(byte[] bytes, int offset, int length) throws IOException {
        compressed.write(bytes, offset, length);
        last = length;
      }

      @Override
      public byte[] finish() throws IOException {
        compressed.finish();
        return Integer.toString(last).getBytes(StandardCharsets.UTF_8);
      }
    };
  }

  @Override
  public byte[] footer(Survey all, List<Frame> frames) {
    StringBuilder footer = new StringBuilder();
    long at = header(all).length;
    for (Frame frame : frames) {
      String note = new String(frame.note(), StandardCharsets.UTF_8);
      footer.append("%d %d %d %s%n".formatted(at, frame.bytes(), frame.records(), note));
      at += frame.bytes();
    }
    return footer.append(at).append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The lengths that records have. */
  private record Lengths(Set<Integer> lengths) implements Survey {

    @Override
    public void add(byte[] bytes, int offset, int length) {
      lengths.add(length);
    }

    @Override
    public void addAll(Survey other) {
      lengths.addAll(((Lengths) other).lengths);
    }
  }
}
