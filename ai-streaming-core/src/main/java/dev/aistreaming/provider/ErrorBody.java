package dev.aistreaming.provider;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The body of a response whose status is an error: of any content type, or empty. */
final class ErrorBody implements ResponseBody {

    private static final int MAX_BYTES = 64 * 1024;

    private final ErrorReader errors;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ErrorBody(ErrorReader errors) {
        this.errors = errors;
    }

    @Override
    public void read(ByteBuffer more) {
        byte[] read = new byte[Math.min(more.remaining(), MAX_BYTES - bytes.size())];
        more.get(read);
        bytes.writeBytes(read);
        if (bytes.size() == MAX_BYTES) {
            end();
        }
    }

    @Override
    public void end() {
        byte[] body = bytes.toByteArray();
        throw errors.read(body, 0, body.length);
    }

    @Override
    public void breakOff(Throwable cause) {
        end(); // the status says enough
    }
}
