package dev.aistreaming.spring.bridge.openaijava;

import java.util.concurrent.Executor;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** One thread per answer, because openai-java's reads block: a virtual thread from JDK 21 on. */
final class ReaderThreads {

    private static final String PREFIX = "ai-streaming-openai-java-";

    private ReaderThreads() {}

    static Executor create() {
        if (JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_ONE)) {
            return new VirtualThreadTaskExecutor(PREFIX);
        }
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor(PREFIX);
        threads.setDaemon(true);
        return threads;
    }
}
