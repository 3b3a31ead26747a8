package dev.aistreaming.provider;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Makes frames of an AWS event stream. */
final class AwsFrames {

    private final ByteArrayOutputStream headers = new ByteArrayOutputStream();

    /** An event of this name. */
    static byte[] event(String name, String payload) {
        return new AwsFrames()
                .text(":event-type", name)
                .text(":content-type", "application/json")
                .text(":message-type", "event")
                .frame(payload);
    }

    /** An exception of this type. */
    static byte[] exception(String type, String payload) {
        return new AwsFrames()
                .text(":exception-type", type)
                .text(":content-type", "application/json")
                .text(":message-type", "exception")
                .frame(payload);
    }

    /** A header of the type string. */
    AwsFrames text(String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        ByteBuffer sized = ByteBuffer.allocate(2 + bytes.length);
        return header(name, 7, sized.putShort((short) bytes.length).put(bytes).array());
    }

    /** A header of any type. */
    AwsFrames header(String name, int type, byte... value) {
        headers.write(name.length());
        headers.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        headers.write(type);
        headers.writeBytes(value);
        return this;
    }

    /** The frame with these headers. */
    byte[] frame(String payload) {
        return frame(headers.toByteArray(), payload.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] frame(byte[] headers, byte[] payload) {
        int length = 16 + headers.length + payload.length;
        return frame(length, headers.length, headers, payload);
    }

    /** A frame that says of itself what is not so, with checksums that are right. */
    static byte[] frame(int length, int lengthOfHeaders, byte[] headers, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(16 + headers.length + payload.length);
        frame.putInt(length).putInt(lengthOfHeaders);
        frame.putInt(crc(frame.array(), 8));
        frame.put(headers).put(payload);
        frame.putInt(crc(frame.array(), frame.position()));
        return frame.array();
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
