package io.seedmill.generators.vision.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;

class PngTest {

  private static Canvas drawing(int size) {
    Canvas canvas = new Canvas(size, Colour.PAPER.rgb());
    canvas.fill(Shape.disc(70, 80, 50), Colour.RED);
    canvas.fill(Shape.ring(70, 80, 30, 6), Colour.WHITE);
    canvas.fill(Shape.star(180, 80, 50, 22, 5, -90), Colour.YELLOW);
    canvas.fill(Shape.arrow(20, 160, 230, 150, 6), Colour.BLUE);
    canvas.fill(Shape.arc(128, 128, 110, 200, 340, 4), Colour.GREEN);
    canvas.fill(Shape.rounded(30, 180, 190, 60, 12).turned(5, 128, 210), Colour.INK);
    return canvas.fill(Shape.text("R2-D2?", 128, 210, 30), Colour.WHITE);
  }

  private static Canvas noise(int size) {
    Canvas canvas = new Canvas(size, 0);
    SplitMix64 random = new SplitMix64(1);
    for (int i = 0; i < canvas.pixels().length; i++) {
      canvas.pixels()[i] = random.nextInt(1 << 24);
    }
    return canvas;
  }

  private static String digest(byte[] bytes) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
        .substring(0, 16);
  }

  /** They change only together with the version of the generator. */
  @Test
  void theBytesArePinned() throws Exception {
    assertThat(
        List.of(
            digest(Png.encode(drawing(256))),
            digest(Png.encode(drawing(100))),
            digest(Png.encode(noise(40))),
            digest(Png.animate(List.of(drawing(64), noise(64), drawing(64)), 40))),
        is(
            List.of(
                "ff8cd25358c3633b", "7be023cfd1e7928d", "6304aa2be7903d26", "6f2cdbb733232987")));
  }

  @Test
  void anotherReaderSeesTheSamePixels() throws Exception {
    for (Canvas canvas : List.of(drawing(256), drawing(33), noise(50))) {
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.encode(canvas)));
      int size = canvas.size();
      int[] pixels = read.getRGB(0, 0, size, size, null, 0, size);
      Arrays.setAll(pixels, i -> pixels[i] & 0xFFFFFF);
      assertThat(pixels, is(canvas.pixels()));
    }
    assertThat(
        ImageIO.read(new ByteArrayInputStream(Png.encode(drawing(256)))).getColorModel(),
        is(instanceOf(IndexColorModel.class)));
    assertThat(
        ImageIO.read(new ByteArrayInputStream(Png.encode(noise(50)))).getColorModel(),
        is(not(instanceOf(IndexColorModel.class))));
  }

  @Test
  void theFramesOfAnAnimationAreThosePutIn() throws Exception {
    Canvas second = drawing(64).fill(Shape.disc(200, 30, 12), Colour.PURPLE);
    List<Canvas> frames = List.of(drawing(64), second, second, drawing(64));
    ByteBuffer file = ByteBuffer.wrap(Png.animate(frames, 40));
    file.position(8);
    byte[] header = {};
    byte[] palette = {};
    ByteBuffer control = null;
    BufferedImage shown = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    int sequence = 0;
    int frame = 0;
    while (file.hasRemaining()) {
      byte[] data = new byte[file.getInt()];
      byte[] type = new byte[4];
      file.get(type).get(data);
      CRC32 crc = new CRC32();
      crc.update(type);
      crc.update(data);
      assertThat(file.getInt(), is((int) crc.getValue()));
      switch (new String(type, US_ASCII)) {
        case "IHDR" -> header = data;
        case "acTL" -> assertThat(ByteBuffer.wrap(data).getInt(), is(frames.size()));
        case "PLTE" -> palette = data;
        case "fcTL" -> {
          control = ByteBuffer.wrap(data);
          assertThat(control.getInt(), is(sequence++));
        }
        case "IDAT", "fdAT" -> {
          boolean isFirst = type[0] == 'I';
          byte[] image = isFirst ? data : Arrays.copyOfRange(data, 4, data.length);
          if (!isFirst) {
            assertThat(ByteBuffer.wrap(data).getInt(), is(sequence++));
          }
          ByteBuffer.wrap(header).put(control.array(), 4, 8);
          BufferedImage part = ImageIO.read(new ByteArrayInputStream(png(header, palette, image)));
          shown.createGraphics().drawImage(part, control.getInt(12), control.getInt(16), null);
          int[] pixels = shown.getRGB(0, 0, 64, 64, null, 0, 64);
          Arrays.setAll(pixels, i -> pixels[i] & 0xFFFFFF);
          assertThat("frame " + frame, pixels, is(frames.get(frame++).pixels()));
        }
        default -> assertThat(new String(type, US_ASCII), is("IEND"));
      }
    }
    assertThat(frame, is(frames.size()));
  }

  private static byte[] png(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    String[] types = {"IHDR", "PLTE", "IDAT", "IEND"};
    for (int i = 0; i < 4; i++) {
      byte[] data = i < 3 ? parts[i] : new byte[0];
      CRC32 crc = new CRC32();
      crc.update(types[i].getBytes(US_ASCII));
      crc.update(data);
      out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
      out.writeBytes(types[i].getBytes(US_ASCII));
      out.writeBytes(data);
      out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
    return out.toByteArray();
  }
}
