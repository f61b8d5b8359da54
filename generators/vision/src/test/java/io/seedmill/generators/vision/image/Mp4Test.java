package io.seedmill.generators.vision.image;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.Test;

class Mp4Test {

  private static final int RED = 0xDC1E1E;

  /** A red disc that goes from the left to the right. */
  private static List<Canvas> frames(int size) {
    List<Canvas> frames = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Canvas canvas = new Canvas(size, 0xFFFFFF);
      frames.add(canvas.fill(Shape.disc(40 + 20 * i, 128, 30), RED));
    }
    return frames;
  }

  @Test
  void bytesDependOnThePixelsAlone() throws Exception {
    byte[] file = Mp4.encode(frames(64), 10);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
    assertThat(HexFormat.of().formatHex(digest, 0, 8), is("31ff13c6130a1493"));
  }

  @Test
  void framesAreThoseThatWereGiven() throws Exception {
    for (int size : List.of(64, 100, 256)) {
      List<Canvas> frames = frames(size);
      FrameGrab video =
          FrameGrab.createFrameGrab(
              ByteBufferSeekableByteChannel.readFromByteBuffer(
                  ByteBuffer.wrap(Mp4.encode(frames, 10))));
      for (Canvas frame : frames) {
        Picture shown = video.getNativeFrame();
        assertThat(shown.getCroppedWidth(), is(size));
        assertThat(shown.getCroppedHeight(), is(size));
        assertThat(difference(frame, shown), closeTo(0, 3));
      }
      assertThat(video.getNativeFrame(), is(nullValue()));
    }
  }

  /** Returns how far the luma of a pixel is off, in the mean. */
  private static double difference(Canvas frame, Picture shown) {
    double sum = 0;
    for (int i = 0; i < frame.size() * frame.size(); i++) {
      int rgb = frame.pixels()[i];
      double luma = 16 + 0.257 * (rgb >> 16) + 0.504 * (rgb >> 8 & 255) + 0.098 * (rgb & 255);
      int at = i / frame.size() * shown.getWidth() + i % frame.size();
      sum += Math.abs(shown.getPlaneData(0)[at] + 128 - luma);
    }
    return sum / frame.pixels().length;
  }
}
