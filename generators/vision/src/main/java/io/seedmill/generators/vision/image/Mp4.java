package io.seedmill.generators.vision.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.common.Codec;
import org.jcodec.common.MuxerTrack;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.VideoEncoder;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.muxer.MP4Muxer;

/**
 * MP4 files with H.264 (baseline profile, 4:2:0), which every player shows. They depend on the
 * pixels alone: the encoder is JCodec, in Java, and the times at which the file was made are 0.
 * Colours are those of the frames give or take what the encoder loses.
 */
public final class Mp4 {

  /** The media type. */
  public static final String MEDIA_TYPE = "video/mp4";

  /**
   * None: what moves here is flat, so that a search costs a third of the time and gains nothing.
   */
  private static final int MOTION_SEARCH = 0;

  private static final int HEADER_BYTES = 1 << 16;
  private static final Set<String> WITH_BOXES = Set.of("moov", "trak", "mdia");
  private static final Set<String> WITH_TIMES = Set.of("mvhd", "tkhd", "mdhd");

  private Mp4() {}

  /**
   * Returns the file of some frames.
   *
   * @param frames of one size, an even number
   * @param perSecond how many are shown in a second
   */
  public static byte[] encode(List<Canvas> frames, int perSecond) throws IOException {
    int size = frames.get(0).size();
    ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + frames.size() * size * size * 2);
    ByteBuffer buffer = ByteBuffer.allocate(HEADER_BYTES + size * size * 2);
    ByteBufferSeekableByteChannel channel = ByteBufferSeekableByteChannel.writeToByteBuffer(file);
    MP4Muxer muxer = MP4Muxer.createMP4MuxerToChannel(channel);
    MuxerTrack track =
        muxer.addVideoTrack(
            Codec.H264,
            VideoCodecMeta.createSimpleVideoCodecMeta(new Size(size, size), ColorSpace.YUV420J));
    H264Encoder encoder = H264Encoder.createH264Encoder();
    encoder.setMotionSearchRange(MOTION_SEARCH);
    encoder.setKeyInterval(frames.size());
    for (int i = 0; i < frames.size(); i++) {
      buffer.clear();
      VideoEncoder.EncodedFrame frame = encoder.encodeFrame(picture(frames.get(i)), buffer);
      Packet.FrameType type = frame.isKeyFrame() ? Packet.FrameType.KEY : Packet.FrameType.INTER;
      track.addFrame(Packet.createPacket(frame.getData(), i, perSecond, 1, i, type, null));
    }
    muxer.finish();
    byte[] bytes = Arrays.copyOf(file.array(), Math.toIntExact(channel.size()));
    removeTimes(ByteBuffer.wrap(bytes), 0, bytes.length);
    return bytes;
  }

  /** Returns a frame in the colours of video: luma for each pixel, chroma for each four of them. */
  private static Picture picture(Canvas canvas) {
    int size = canvas.size();
    Picture picture = Picture.create(size, size, ColorSpace.YUV420J);
    byte[] luma = picture.getPlaneData(0);
    byte[] blue = picture.getPlaneData(1);
    byte[] red = picture.getPlaneData(2);
    for (int y = 0; y < size; y += 2) {
      for (int x = 0; x < size; x += 2) {
        int r = 0;
        int g = 0;
        int b = 0;
        for (int i = 0; i < 4; i++) {
          int rgb = canvas.pixels()[(y + i / 2) * size + x + i % 2];
          int ofRed = rgb >> 16 & 0xff;
          int ofGreen = rgb >> 8 & 0xff;
          int ofBlue = rgb & 0xff;
          int value = 16 + ((66 * ofRed + 129 * ofGreen + 25 * ofBlue + 128) >> 8);
          luma[(y + i / 2) * size + x + i % 2] = (byte) (value - 128);
          r += ofRed;
          g += ofGreen;
          b += ofBlue;
        }
        int at = y / 2 * (size / 2) + x / 2;
        blue[at] = (byte) ((-38 * r - 74 * g + 112 * b + 512) >> 10);
        red[at] = (byte) ((112 * r - 94 * g - 18 * b + 512) >> 10);
      }
    }
    return picture;
  }

  /** Sets the times of making and of change to 0 in all headers between two places. */
  private static void removeTimes(ByteBuffer file, int from, int to) {
    for (int at = from; at + 16 <= to; at += Math.max(8, bytes(file, at))) {
      byte[] name = new byte[4];
      file.get(at + 4, name);
      String type = new String(name, StandardCharsets.US_ASCII);
      if (WITH_BOXES.contains(type)) {
        removeTimes(file, at + 8, at + bytes(file, at));
      } else if (WITH_TIMES.contains(type)) {
        file.putLong(at + 12, 0);
      }
    }
  }

  /** Returns how long a box is; after a 1 stands its length as a long number. */
  private static int bytes(ByteBuffer file, int at) {
    return file.getInt(at) == 1 ? Math.toIntExact(file.getLong(at + 8)) : file.getInt(at);
  }
}
