package dev.aistreaming.http;

import java.util.concurrent.atomic.AtomicBoolean;

/** Ends the thread that reads its connection, as an OutOfMemoryError in a bad place does. */
final class DeadlyListener extends RecordingExchangeListener {

    private final AtomicBoolean deadly = new AtomicBoolean(true);

    @Override
    public boolean isNonBlocking() {
        if (Thread.currentThread().getName().startsWith("ai-streaming-http-") && deadly.getAndSet(false)) {
            throw new OutOfMemoryError("as if there were none");
        }
        return true;
    }
}
