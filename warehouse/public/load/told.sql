select publication, figures_hash from meta.publication;
