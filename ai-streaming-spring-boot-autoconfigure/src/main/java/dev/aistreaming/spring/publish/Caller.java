package dev.aistreaming.spring.publish;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.thread.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Code of the application on its way to a thread, and there, where it is interrupted when nobody wants its result any more. */
final class Caller {

    // guarded by this
    private @Nullable Thread thread;
    private boolean unwanted;

    /** Runs a task where it may wait for answers, or tells why that cannot be. */
    static void execute(Threads threads, Runnable task, Consumer<Throwable> failed) {
        try {
            threads.executeCaller(task);
        } catch (RejectedExecutionException e) {
            failed.accept(AiException.of(ErrorCode.BUSY).cause(e).build());
        } catch (Throwable e) { // no memory for a thread, perhaps
            failed.accept(e);
        }
    }

    /** The code's result; on this thread. */
    <T> @Nullable T call(Callable<? extends T> code) throws Exception {
        begin();
        try {
            return code.call();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        thread = Thread.currentThread();
        if (unwanted) {
            thread.interrupt();
        }
    }

    /** The thread goes on to others' work. */
    private synchronized void end() {
        thread = null;
        if (unwanted) {
            Thread.interrupted();
        }
    }

    /** Interrupts the code while it runs, and does nothing to the thread after that. */
    synchronized void interrupt() {
        unwanted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
