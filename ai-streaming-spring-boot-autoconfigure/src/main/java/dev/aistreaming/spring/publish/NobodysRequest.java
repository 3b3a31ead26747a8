package dev.aistreaming.spring.publish;

import java.util.concurrent.Executor;

/** Outside of a request that we know. */
record NobodysRequest(Executor context) implements Requester {

    @Override
    public void run(Runnable opening) {
        context.execute(opening);
    }

    @Override
    public void closeConnection() {}
}
