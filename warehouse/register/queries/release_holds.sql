update hold set released_at = :released_at where released_at is null;
