package dev.aistreaming.spring.publish;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.thread.Threads;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs code of the application on another thread, and interrupts it there when nobody wants its result any more. */
final class Caller {

    // guarded by this
    private @Nullable Thread thread;
    private boolean unwanted;

    /** Runs a task on a thread that may wait for answers, or reports why it cannot. */
    static void execute(Threads threads, Runnable task, Consumer<Throwable> failed) {
        try {
            threads.executeCaller(task);
        } catch (RejectedExecutionException e) {
            failed.accept(AiException.of(ErrorCode.BUSY).cause(e).build());
        } catch (Throwable e) { // perhaps no memory for a thread
            failed.accept(e);
        }
    }

    /** Runs the code on this thread. */
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

    /** The thread goes on to other work. */
    private synchronized void end() {
        thread = null;
        if (unwanted) {
            Thread.interrupted();
        }
    }

    /** Interrupts the code if it is running. Has no effect on the thread after that. */
    synchronized void interrupt() {
        unwanted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
