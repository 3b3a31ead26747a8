package dev.aistreaming.provider;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Frames of an AWS event stream. */
final class EventFrame {

    private static final int STRING = 7;

    private EventFrame() {}

    /** @param event a name, a line break, and the payload */
    static byte[] of(String event) {
        int cut = event.indexOf('\n');
        byte[] payload = event.substring(cut + 1).getBytes(StandardCharsets.UTF_8);
        ByteBuffer headers = ByteBuffer.allocate(200);
        header(headers, ":event-type", event.substring(0, cut));
        header(headers, ":content-type", "application/json");
        header(headers, ":message-type", "event");
        headers.flip();
        ByteBuffer frame = ByteBuffer.allocate(16 + headers.remaining() + payload.length);
        frame.putInt(frame.capacity()).putInt(headers.remaining());
        frame.putInt(checksum(frame));
        frame.put(headers).put(payload);
        frame.putInt(checksum(frame));
        return frame.array();
    }

    private static void header(ByteBuffer headers, String name, String value) {
        headers.put((byte) name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
        headers.put((byte) STRING).putShort((short) value.length()).put(value.getBytes(StandardCharsets.US_ASCII));
    }

    private static int checksum(ByteBuffer frame) {
        CRC32 crc = new CRC32();
        crc.update(frame.duplicate().flip());
        return (int) crc.getValue();
    }

    static byte[] payload(byte[] frame) {
        return Arrays.copyOfRange(frame, 12 + ByteBuffer.wrap(frame).getInt(4), frame.length - 4);
    }
}
