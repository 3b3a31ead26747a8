package dev.aistreaming.spring.stream;

import dev.aistreaming.spring.OnDisconnect;
import java.time.Duration;

/**
 * What happens to resumable answers.
 *
 * @param onDisconnect what happens when nobody reads an answer any more
 * @param linger how long the answer then continues with {@link OnDisconnect#LINGER}
 */
public record ResumeSettings(OnDisconnect onDisconnect, Duration linger) {}
