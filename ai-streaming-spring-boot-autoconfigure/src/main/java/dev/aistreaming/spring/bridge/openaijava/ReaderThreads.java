package dev.aistreaming.spring.bridge.openaijava;

import java.util.concurrent.Executor;
import org.springframework.boot.system.JavaVersion;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** A thread for each answer that is read, for openai-java reads by waiting: a virtual one from JDK 21 on. */
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
