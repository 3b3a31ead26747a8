package dev.aistreaming.spring.stream;

import dev.aistreaming.spring.OnDisconnect;
import java.time.Duration;

/**
 * What becomes of answers that can be resumed.
 *
 * @param onDisconnect what happens when nobody reads one any more
 * @param linger how long it goes on then, for {@link OnDisconnect#LINGER}
 */
public record ResumeSettings(OnDisconnect onDisconnect, Duration linger) {}
