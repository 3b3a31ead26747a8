package dev.aistreaming.spring.redis;

/** What things are called in Redis. Each command is for one key, so that a cluster can have them anywhere. */
final class Keys {

    private static final String PREFIX = "ai-streaming:";

    private Keys() {}

    /** The Redis stream of a stream. */
    static String stream(String streamId) {
        return PREFIX + "stream:" + streamId;
    }

    /** What an instance holds as long as it lives. */
    static String lease(String instance) {
        return PREFIX + "instance:" + instance;
    }

    /** The channel that says which streams of an instance have grown. */
    static String appended(String instance) {
        return PREFIX + "appended:" + instance;
    }

    /** The channel by which others tell an instance what readers of its streams want. */
    static String control(String instance) {
        return PREFIX + "control:" + instance;
    }
}
