package dev.aistreaming.provider;

import java.nio.ByteBuffer;

/** Reads the body of one response. Every method may throw an {@link dev.aistreaming.chat.AiException}, which ends the call. */
interface ResponseBody {

    void read(ByteBuffer bytes);

    /** The body has ended as HTTP says. Returns normally only if it was a whole answer. */
    void end();

    /** The connection broke. Returns normally only if a whole answer had come before. */
    void breakOff(Throwable cause);
}
