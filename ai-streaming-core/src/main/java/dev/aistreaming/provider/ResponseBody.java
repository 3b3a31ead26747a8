package dev.aistreaming.provider;

import java.nio.ByteBuffer;

/** Reads the body of one response. Every method may throw an {@link dev.aistreaming.chat.AiException}, which ends the call. */
interface ResponseBody {

    void read(ByteBuffer bytes);

    /** The body has ended regularly. Returns normally only if the answer is complete. */
    void end();

    /** The connection broke. Returns normally only if the answer was already complete. */
    void breakOff(Throwable cause);
}
