-- Grain: one row per calendar month of the years that have a published month.
create table mart.dim_calendar (
    period            date     not null,
    year              bigint   not null,
    quarter           date     not null,
    quarter_label     varchar  not null,
    month_number      bigint   not null,
    month_name_id     varchar  not null,
    month_name_en     varchar  not null,
    month_label_id    varchar  not null,
    month_label_en    varchar  not null,
    is_published      boolean  not null
);
