package dev.aistreaming.spring.publish;

import java.util.concurrent.Executor;

/** Stands for a subscription without a known request. */
record NobodysRequest(Executor context) implements Requester {

    @Override
    public void run(Runnable opening) {
        context.execute(opening);
    }

    @Override
    public void closeConnection() {}
}
