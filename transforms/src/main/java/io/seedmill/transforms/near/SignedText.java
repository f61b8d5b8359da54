package io.seedmill.transforms.near;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A sample as it is compared with others.
 *
 * @param index its index
 * @param entry its entry's position in the plan
 * @param ordinal its number among those of its index
 * @param bucket its bucket
 * @param line its line in the bucket
 * @param signature the signature of its text
 * @param who its id, generator and index, as JSON
 * @param text the text of its field, in the normal form, in UTF-8
 */
record SignedText(
    long index,
    int entry,
    int ordinal,
    int bucket,
    int line,
    Signature signature,
    byte[] who,
    byte[] text) {

  private static final int FIXED = Long.BYTES + 6 * Integer.BYTES;

  private int bytes() {
    return FIXED + signature.bytes() + who.length + text.length;
  }

  /** Returns the same sample, told as one of an earlier run. */
  SignedText ofRun(String run) {
    byte[] more = (",\"run\":" + TextNode.valueOf(run) + "}").getBytes(StandardCharsets.UTF_8);
    byte[] named = Arrays.copyOf(who, who.length - 1 + more.length);
    System.arraycopy(more, 0, named, who.length - 1, more.length);
    return new SignedText(index, entry, ordinal, bucket, line, signature, named, text);
  }

  byte[] toBytes() {
    ByteBuffer out = ByteBuffer.allocate(bytes());
    out.putLong(index).putInt(entry).putInt(ordinal).putInt(bucket).putInt(line);
    signature.writeTo(out);
    return out.putInt(who.length).put(who).putInt(text.length).put(text).array();
  }

  static SignedText readFrom(ByteBuffer in, int bands) {
    long index = in.getLong();
    int entry = in.getInt();
    int ordinal = in.getInt();
    int bucket = in.getInt();
    int line = in.getInt();
    Signature signature = Signature.readFrom(in, bands);
    return new SignedText(index, entry, ordinal, bucket, line, signature, bytes(in), bytes(in));
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  String string() {
    return new String(text, StandardCharsets.UTF_8);
  }
}
